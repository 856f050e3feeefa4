"""policyc：把政策文件逐条写成代码，编译、求值，并证明哪里冲突、哪里留白。

A compiler for Chinese government policy documents. Importing this package loads nothing heavy;
the passes live in the sub-packages and are composed by ``policyc.driver``.
"""

__version__ = "0.1.0"
