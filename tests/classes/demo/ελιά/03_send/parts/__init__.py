class Flush(Exception):
    pass
