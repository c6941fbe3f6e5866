package dev.tryops.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.model.ExitCode;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --bogus                                          | --bogus
                    --store s                                        | --data SOURCE or --synthetic N
                    --data a.csv --synthetic 500 --store s           | exclude each other
                    --synthetic 99 --store s                         | 100 to 10,000,000 rows
                    --synthetic 10000001 --store s                   | 100 to 10,000,000 rows
                    --synthetic many --store s                       | many
                    --synthetic 500 --test-size 0 --store s          | --test-size
                    --synthetic 500 --test-size 1 --store s          | --test-size
                    --synthetic 500 --test-size NaN --store s        | --test-size
                    --synthetic 500 --random-state -1 --store s      | --random-state
                    --synthetic 500 --environment Production --store s | Production
                    --synthetic 500 --policy lax --store s           | --policy is strict or local
                    --synthetic 500 --rule bogus=1 --store s         | min_roc_auc, worse_than_serving
                    --synthetic 500 --rule min_roc_auc=2 --store s   | a number from 0 to 1, or off
                    --synthetic 500 --rule min_roc_auc --store s     | a number from 0 to 1, or off
                    --synthetic 500 --rule on_hold=off --store s     | not 'on_hold'
                    --synthetic 500 --rule schema_changed=3 --store s | off or left out
                    --synthetic 500 --engine flink --store s         | --engine is auto, tribuo, newton, spark
                    --synthetic 500 --engine spark --store s         | --engine spark is not in this program, but in training-spark
                    --synthetic 500 --engine spark --tune --store s  | with --engine newton --tune
                    --synthetic 500 --l2 -1 --store s                | --l2 is a number from 0
                    --synthetic 500 --l2 1 --tune --store s          | leave out one of the two
                    --synthetic 500 --engine tribuo --l2 1 --store s | has no ridge
                    --synthetic 500 --threshold often --store s      | Not a threshold: 'often'
                    --synthetic 500 --class-weight some --store s    | --class-weight is none or balanced
                    --synthetic 500 --output xml --store s           | --output is table or json
                    --data a.csv --missing drop --store s            | --missing is reject or impute
                    --data a.csv --max-bad-rows few --store s        | --max-bad-rows is a number
                    --data a.csv --max-bad-rows 101% --store s       | at most 100%
                    --data a.csv --range age=9..1 --store s          | --range is column=min..max
                    --data a.csv --allow city --store s              | --allow is column=a
                    --data a.csv --exclude approved --store s        | --exclude names the target
                    --data s3://b --store s                          | Not in a bucket
                    --data s3://bucket/a.csv --store s               | AWS_REGION
                    --synthetic 500                                  | MODEL_STORE
                    --synthetic 500 --store s3://bucket              | s3://bucket
                    """)
    void refusesWrongUsageWithASentence(String args, String sentence) {
        Program run = Program.run(args.strip().split(" +"));

        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains(sentence, "--help").doesNotContain("\tat ");
        assertThat(run.out()).isEmpty();
        assertThat(Path.of("s")).doesNotExist();
    }

    @Test
    void refusesALogLevelThatThereIsNot() {
        Program run = Program.run(Map.of("LOG_LEVEL", "LOUD"), "--synthetic", "500", "--store", "s");

        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("LOG_LEVEL", "LOUD");
    }

    @Test
    void refusesVariablesThatNameDifferentStores() {
        Map<String, String> variables = Map.of("MODEL_STORE", directory.toString(), "S3_BUCKET", "models");

        Program run = Program.run(variables, "--synthetic", "500");

        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("different stores");
    }

    @Test
    void helpsWithExamplesVariablesAndExitCodes() {
        Program run = Program.run("--help");

        assertThat(run.code()).isEqualTo(ExitCode.DONE);
        assertThat(run.out())
                .contains("--data", "--synthetic", "--target", "--test-size", "--random-state")
                .contains("--exclude", "--text", "--missing", "--max-bad-rows", "N|P%", "--range", "--allow")
                .contains("--[no-]auto-promote", "--store", "--environment", "--policy", "--work-dir", "--output")
                .contains("Examples:", "MODEL_STORE", "LOG_LEVEL", "Exit codes:", "lost race");
        assertThat(run.out()).doesNotContain("%%");
        assertThat(run.out().lines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void tellsItsVersion() {
        Program run = Program.run("--version");

        assertThat(run.code()).isEqualTo(ExitCode.DONE);
        assertThat(run.out()).startsWith("TryOps training-job ");
    }
}
