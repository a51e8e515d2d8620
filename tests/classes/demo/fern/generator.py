# fern
# I will do this at the weekend.
