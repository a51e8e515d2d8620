# -*- coding: gbk -*-
"""把值送进生成器。"""
from functools import wraps


class Flush(Exception):
    """清空。"""


def foo():
    while True:
        res = yield 4  # 先交出 4，恢复时得到送进来的值
        print("res", res)


def averager():
    总和 = 0
    个数 = 0
    平均 = None
    while True:
        值 = yield 平均
        总和 += 值
        个数 += 1
        平均 = 总和 / 个数


def primed(function):
    @wraps(function)
    def 做(*args, **kwargs):
        g = function(*args, **kwargs)
        next(g)  # 推进到第一个 yield
        return g

    return 做


def collector():
    列表 = []
    答 = None
    while True:
        try:
            值 = yield 答
        except Flush:
            答, 列表 = 列表, []
            continue
        except GeneratorExit:
            return 列表
        列表.append(值)
        答 = len(列表)
