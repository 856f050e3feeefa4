# policyc：只要有 make 和 python ≥ 3.11，下面的命令自己会把环境建好。
# Needs nothing but make and python >= 3.11; the virtual environment is made on first use.
#
#   make demo      看一遍它能做什么          see what it does
#   make test      跑测试                    run the tests
#   make test-long 随机的政策与事实上万对    ten thousand random pairs, three ways (minutes)
#   make lint      格式、类型、分层检查      ruff, mypy, import-linter
#   make golden    重写期望输出（再看 git diff）  rewrite the golden files
#   make clean     删掉缓存和构建产物        remove caches and build output
#
# 可改的变量 Variables:  PYTHON=python3.12  VENV=.venv  PYTEST_ARGS='-k 数字'

PYTHON ?=
VENV ?= .venv
PYTEST_ARGS ?= -n auto

BIN := $(VENV)/bin
STAMP := $(VENV)/.policyc-installed
POLICYC := "$(BIN)/policyc"

# 不管终端的语言设置如何，读写一律 UTF-8。
export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-long golden lint lint-ruff lint-format lint-types lint-imports clean distclean

help:
	@sed -n '4,12s/^# \{0,1\}//p' Makefile

# ------------------------------------------------------------------ 环境
setup: $(STAMP)

# Enough of a Python: 3.11, with venv and pip (Debian ships ensurepip apart, in python3-venv).
PROBE := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))

$(STAMP): pyproject.toml
	@set -e; \
	if "$(BIN)/python" -c '$(PROBE)' >/dev/null 2>&1; then \
	  : "an environment is there already: bring it up to date"; \
	else \
	  found=; \
	  for candidate in $(or $(PYTHON),python3 python3.14 python3.13 python3.12 python3.11 python); do \
	    if "$$candidate" -c '$(PROBE)' >/dev/null 2>&1; then found=$$candidate; break; fi; \
	  done; \
	  if [ -z "$$found" ]; then \
	    echo '错误：没有找到 Python 3.11 或更高版本（须带 venv 与 ensurepip；Debian/Ubuntu 上请装 python3-venv）。' >&2; \
	    echo '      装好后再试，或者指明位置：make PYTHON=/path/to/python3.11 …' >&2; \
	    echo 'error: no Python 3.11 or newer with venv and ensurepip was found (on Debian/Ubuntu: python3-venv).' >&2; \
	    echo '       Install one, or name it: make PYTHON=/path/to/python3.11 ...' >&2; \
	    exit 1; \
	  fi; \
	  echo "建立虚拟环境 Creating $(VENV) ($$found)"; \
	  "$$found" -m venv "$(VENV)"; \
	fi; \
	echo '安装 policyc 与开发工具 Installing policyc and its tools …'; \
	"$(BIN)/python" -m pip install --quiet --disable-pip-version-check --editable '.[dev]'; \
	npm install --prefix tests/node --no-package-lock --no-audit --no-fund --silent --fetch-retries=0 \
	  >/dev/null 2>&1 || echo '没有装上 typescript（要有 npm），类型声明的检查会跳过。 No typescript: one test is skipped.'; \
	touch "$@"

# ------------------------------------------------------------------ 演示
# check 有发现时退出码是 1，这正是演示要看的；出错（2）或没查完（3）才算失败。
FINDINGS_ARE_FINE = || [ $$? -eq 1 ]

demo: $(STAMP)
	@printf '\n══ 一、审查昆明市办法：有没有自相矛盾、有没有漏洞（展开前两个） ══\n\n'
	@$(POLICYC) check kunming-2019 --top 2 $(FINDINGS_ARE_FINE)
	@printf '\n══ 二、审查吉林省征求意见稿（展开前两个） ══\n\n'
	@$(POLICYC) check jilin-2019-draft --top 2 $(FINDINGS_ARE_FINE)
	@printf '\n══ 三、办一个案件（昆明）：省里列为重点关注，本市评出来是什么 ══\n\n'
	@$(POLICYC) eval kunming-2019 --facts policies/kunming-2019/cases/demo.json --rest harmless
	@printf '\n══ 四、办一个案件（吉林）：12000 株罂粟、300 个地块 ══\n\n'
	@$(POLICYC) eval jilin-2019-draft --facts policies/jilin-2019-draft/cases/demo.json --rest harmless
	@printf '\n══ 五、一个地区的五年（衡阳县）：届满时依条文怎样，没有写明的照说不明 ══\n\n'
	@$(POLICYC) simulate hengyang-2018 --events policies/hengyang-2018/events/demo.json --rest harmless
	@printf '\n全部问题逐个展开：policyc check kunming-2019\n'

# ------------------------------------------------------------------ 检查
test: $(STAMP)
	@"$(BIN)/python" -m pytest $(PYTEST_ARGS)

test-long: $(STAMP)
	@"$(BIN)/python" -m pip install --quiet --disable-pip-version-check --editable '.[dev,long]' \
	  || echo '没有装上 PostgreSQL、Spark，它们的测试会跳过。 No PostgreSQL or Spark: their tests are skipped.'
	@POLICYC_HYPOTHESIS=long "$(BIN)/python" -m pytest -m long $(PYTEST_ARGS)

golden: $(STAMP)
	@"$(BIN)/python" -m pytest --update-golden $(PYTEST_ARGS)
	@echo '期望输出已重写，请逐行看 git diff。 Golden files rewritten: read git diff before you commit.'

lint: lint-ruff lint-format lint-types lint-imports

lint-ruff: $(STAMP)
	@"$(BIN)/ruff" check .

lint-format: $(STAMP)
	@"$(BIN)/ruff" format --check .

lint-types: $(STAMP)
	@"$(BIN)/mypy"

lint-imports: $(STAMP)
	@"$(BIN)/lint-imports"

# ------------------------------------------------------------------ 清理
clean:
	rm -rf build dist out .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find src tests bench -type d -name __pycache__ -prune -exec rm -rf {} +

# clean, and the environment of this checkout (never one named by VENV=)
distclean: clean
	rm -rf .venv
