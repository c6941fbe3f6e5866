# Every target is a line or two that you could type yourself. `make help` lists them.
SHELL := bash
.DEFAULT_GOAL := help
.PHONY: help run run-s3 train join-labels jars dist test test-faults test-dist test-spark monitor-test infra-test synth scan cost soak fuzz bench format clean

export JAVA_HOME := $(shell scripts/java-home)
export PORT ?= 8000
export STORE ?= .tryops/store
export SAMPLES ?= 5000
export DATA TARGET POLICY S3_PORT BENCH_OUT
SOAK ?= ci

MVN = $(if $(JAVA_HOME),,$(error no JDK 25, see above))mvn -B -ntp -Dstyle.color=never
# Folders too: a deleted file leaves its trace only there.
SOURCES := $(shell find pom.xml */pom.xml */src/main .mvn 2>/dev/null)
JARS := training-job/target/training-job-exec.jar api-service/target/api-service-exec.jar cli/target/cli.jar

help: ## This list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-11s %s\n", $$1, $$2 }'

run: jars ## Train on fresh data, promote, and serve  (PORT=8000 STORE=.tryops/store SAMPLES=5000)
	@scripts/run

run-s3: jars local-s3/target/s3mock.jar ## The same with models in a local S3 server  (S3_PORT=9000)
	@scripts/run-s3

train: jars ## Train and promote once more, or on data of yours  (DATA=file.csv TARGET=column POLICY=strict)
	@scripts/train

join-labels: jars ## Join the labels that have come with the predictions, and tell how good they were
	@$(JAVA_HOME)/bin/java -jar training-job/target/training-job-exec.jar join-labels --predictions $${PREDICTION_STORE:-.tryops/predictions} --store $(STORE) --output table

jars: target/jars.stamp ## Build the jars, if a source has changed

dist: jars ## Lay the programs out for running, with an AOT cache, in target/dist
	@scripts/dist target/dist

target/jars.stamp: $(SOURCES) $(if $(filter-out $(wildcard $(JARS)),$(JARS)),missing-jars)
	@echo "Building; the first time this downloads the libraries."
	@$(MVN) -q package -DskipTests -pl common-model,prediction-log,training-job,api-service,cli
	@mkdir -p target && touch $@

.PHONY: missing-jars
missing-jars:

local-s3/target/s3mock.jar: $(shell find local-s3/pom.xml local-s3/src)
	@$(MVN) -q package -DskipTests -pl local-s3
	@touch $@

target/versitygw: # An S3 server that checks signatures, for one more test; needs Go
	GOBIN=$(CURDIR)/target go install github.com/versity/versitygw/cmd/versitygw@v1.8.0

test: ## The tests of every day; test-faults, test-dist, test-spark and soak are the rest
	$(MVN) -T 2 -Dit.forks=2 verify

test-faults: ## Outages, kills, tampering and a rolling restart, against the built programs
	$(MVN) verify -pl acceptance -am -DskipUnitTests -Dit.groups=faults -Dit.excluded=none -Dfailsafe.failIfNoSpecifiedTests=false

test-dist: dist ## The distribution, within the memory and on the disk of a container
	$(MVN) verify -pl acceptance -am -DskipUnitTests -Dit.test=DistributionCheck -Dfailsafe.failIfNoSpecifiedTests=false

test-spark: ## The engine for Spark, on two threads of this machine; its 200 jars are needed here alone
	$(MVN) verify -Pspark -pl training-spark -am -Dtest='dev.tryops.training.spark.*Test' -Dsurefire.failIfNoSpecifiedTests=false

monitor-test: jars ## Rules, alerts and dashboards in a real Prometheus, the console in a browser  (Debian)
	@scripts/prometheus
	$(MVN) verify -Pbrowser -pl acceptance -am -DskipUnitTests -Dit.test='MonitoringCheck,ConsoleCheck' -Dfailsafe.failIfNoSpecifiedTests=false

infra-test: ## What is synthesized, row by row; needs Node 20  (REQUIRE_NODE=1 fails without it)
	$(MVN) verify -pl infra-cdktf -am -Dinfra.excluded=none -Dtest='dev.tryops.infra.**' -Dsurefire.failIfNoSpecifiedTests=false

rows: # Write the table of rows in docs/infrastructure.md anew
	$(MVN) -q test -pl infra-cdktf -am -Drows=write -Dtest=RowTableTest -Dsurefire.failIfNoSpecifiedTests=false

synth: infra-cdktf/target/classpath.txt ## Write the Terraform of an environment to infra-cdktf/cdktf.out  (ENVIRONMENT=staging)
	@scripts/synth

cost: infra-cdktf/target/classpath.txt ## What an environment costs in a month  (ENVIRONMENT=staging PROFILE=seed BASE=commit)
	@scripts/cost

scan: infra-cdktf/target/classpath.txt ## Checkov over the stacks of every environment; needs Node 20 and Python 3.9
	@scripts/scan

infra-cdktf/target/classpath.txt: $(shell find pom.xml infra-cdktf/pom.xml infra-cdktf/src/main common-model/pom.xml common-model/src/main 2>/dev/null)
	@$(MVN) -q package -DskipTests -pl infra-cdktf -am
	@touch $@

soak: ## What takes longer: hundreds of swaps and kills, four times the load, fuzzing  (SOAK=long for hours of it)
	$(MVN) verify -pl acceptance -am -DskipUnitTests -Dit.test='*Soak' -Dfailsafe.failIfNoSpecifiedTests=false -Dsoak=$(SOAK)
	@$(MAKE) --no-print-directory fuzz

# A fuzzer is one to a JVM. What it says of each new input it keeps is left out.
fuzz: ## Fuzz what reads requests, for four minutes at most  (FUZZ=1h for as long, each)
	@set -o pipefail; JAZZER_FUZZ=1 $(MVN) test -pl api-service -am -Dtest='*Fuzz' -DreuseForks=false -Dunit.jvm.args=-XX:+UseSerialGC \
	  -Dsurefire.failIfNoSpecifiedTests=false -Djunit.jupiter.execution.timeout.mode=disabled \
	  $(if $(FUZZ),-Djazzer.max_duration=$(FUZZ) -Djazzer.max_executions=1000000000000) \
	  2>&1 | grep -vE '^(#[0-9]|"|INFO: (Loaded|Instrumented))'

bench: dist bench/target/classpath.txt ## Measure serving and training, in 25 minutes  (BENCH=serving, monitoring, training or quick, BENCH_OUT=file.md)
	@$(JAVA_HOME)/bin/java -Xmx1g -XX:+UseSerialGC --sun-misc-unsafe-memory-access=allow \
	  -cp bench/target/classes:$$(cat bench/target/classpath.txt) dev.tryops.bench.Bench $(BENCH)

bench/target/classpath.txt: $(SOURCES)
	@$(MVN) -q package -DskipTests -pl bench -am
	@touch $@

format: ## Format the code as the build wants it
	$(MVN) -q -Pspark spotless:apply

clean: ## Remove what the build made; the store stays
	$(MVN) -q -Pspark clean
