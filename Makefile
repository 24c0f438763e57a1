# Every target sets up what it needs: .venv here, and as root on Debian the missing packages.
.POSIX:
SHELL = /bin/sh
BIN = .venv/bin
DEMO_HOME = build/demo-home

.PHONY: help demo run test screens lint prove bench lock install catalogues install-app uninstall-app

help:
	@echo 'make demo     看一遍示例：算清账，写好文书（到 demo-out/） · the sample case, to the papers'
	@echo 'make run      打开网页程序 · the app in your browser'
	@echo 'make install-app    桌面图标（uninstall-app 去掉） · a launcher on your desktop'
	@echo 'make install  只准备 .venv · set up .venv only'
	@echo 'make test     全部检查和测试 · every check and test'
	@echo 'make prove    长时间的证明，可中断后继续 · the long proofs, resumable'
	@echo 'make bench    速度对照 · speed, as ratios'
	@echo 'make lock     重新锁定依赖版本 · write the lock files anew'
	@echo 'make screens  重做说明里的截图 · the pictures in docs/screenshots anew'

install:
	@tools/setup.sh run

demo:
	@tools/setup.sh run
	@rm -rf $(DEMO_HOME)
	@QINGHUAN_HOME=$(DEMO_HOME) $(BIN)/qinghuan demo --out demo-out

run:
	@tools/setup.sh run
	@$(BIN)/qinghuan

install-app:
	@tools/setup.sh run
	@$(BIN)/python tools/install_app.py

uninstall-app:
	@python3 tools/install_app.py --remove

# The pages and everything else at the same time: each takes one of two cores for half the while.
test: lint
	@mkdir -p build
	@$(BIN)/python -m pytest -rs $(ONLY) tests/web >build/pages.log 2>&1 & pages=$$!; \
	rest=0; $(BIN)/python -m pytest -rs $(ONLY) --ignore=tests/web || rest=$$?; \
	others=0; wait $$pages || others=$$?; cat build/pages.log; \
	test $$rest -eq 0 && test $$others -eq 0

screens:
	@tools/setup.sh test
	@QINGHUAN_SCREENS=docs/screenshots $(BIN)/python -m pytest -q tests/web/test_walk.py -k "newcomer or TenMinutes"

lint:
	@tools/setup.sh test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/catalogues.py --check

prove:
	@tools/setup.sh test
	@$(BIN)/python tools/prove.py

bench:
	@tools/setup.sh test
	@$(BIN)/python benchmarks/run.py

catalogues:
	@tools/setup.sh test
	@$(BIN)/python tools/catalogues.py

lock:
	@tools/setup.sh test
	@tools/lock.sh
