# Every target is a line or two that you could type yourself. `make help` lists them.
SHELL := bash
.DEFAULT_GOAL := help
.PHONY: help run run-s3 train dist test soak format clean

export JAVA_HOME := $(shell scripts/java-home)
export PORT ?= 8000
export STORE ?= .tryops/store
export SAMPLES ?= 5000
export DATA TARGET S3_PORT
SOAK ?= ci

MVN = $(if $(JAVA_HOME),,$(error no JDK 25, see above))mvn -B -ntp -Dstyle.color=never
# Folders too: a deleted file leaves its trace only there.
SOURCES := $(shell find pom.xml */pom.xml */src/main .mvn 2>/dev/null)
JARS := training-job/target/training-job-exec.jar api-service/target/api-service-exec.jar cli/target/cli.jar

help: ## This list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-8s %s\n", $$1, $$2 }'

run: dist ## Train on fresh data, promote, and serve  (PORT=8000 STORE=.tryops/store SAMPLES=5000)
	@scripts/run

run-s3: dist local-s3/target/s3mock.jar ## The same with models in a local S3 server  (S3_PORT=9000)
	@scripts/run-s3

train: dist ## Train and promote once more, or a CSV of yours  (DATA=file.csv TARGET=column)
	@scripts/train

dist: target/dist.stamp ## Build the jars, if a source has changed

target/dist.stamp: $(SOURCES) $(if $(filter-out $(wildcard $(JARS)),$(JARS)),missing-jars)
	@echo "Building; the first time this downloads the libraries."
	@$(MVN) -q package -DskipTests -pl common-model,training-job,api-service,cli
	@mkdir -p target && touch $@

.PHONY: missing-jars
missing-jars:

local-s3/target/s3mock.jar: $(shell find local-s3/pom.xml local-s3/src)
	@$(MVN) -q package -DskipTests -pl local-s3
	@touch $@

test: ## All tests
	$(MVN) verify

soak: ## What takes longer: hundreds of swaps and kills, four times the load  (SOAK=long for hours of it)
	$(MVN) verify -pl acceptance -am -DskipUnitTests -Dit.test='*Soak' -Dfailsafe.failIfNoSpecifiedTests=false -Dsoak=$(SOAK)

format: ## Format the code as the build wants it
	$(MVN) -q spotless:apply

clean: ## Remove what the build made; the store stays
	$(MVN) -q clean
