=HYPERLINK("http://example.org/", "click me")
