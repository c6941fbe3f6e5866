package dev.tryops.infra.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.infra.settings.GithubSettings.SubjectFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentsTest {

    @Test
    void theirNetworksCanBeJoined() {
        List<Cidr> ranges = Stream.of(Environments.values())
                .map(environment -> environment.settings().network().vpc())
                .toList();

        assertThat(ranges)
                .allSatisfy(range ->
                        assertThat(ranges.stream().filter(range::overlaps)).hasSize(1));
    }

    @Test
    void oneOfThemMakesWhatAnAccountHasOnce() {
        assertThat(Stream.of(Environments.values())
                        .filter(environment ->
                                environment.settings().singletons().equals(Singletons.created())))
                .containsExactly(Environments.PRODUCTION);
    }

    @ParameterizedTest
    @EnumSource
    void canBeFoundByTheirNames(Environments environment) {
        assertThat(Environments.of(environment.value())).isEqualTo(environment.settings());
    }

    @Test
    void onlyProductionPaysForThreeNatGateways() {
        assertThat(Stream.of(Environments.values())
                        .filter(environment -> !environment.settings().network().singleNat()))
                .containsExactly(Environments.PRODUCTION);
    }

    @Test
    void subjectsHaveNumbersWhereTheRepositoryHasThem() {
        GithubSettings names =
                new GithubSettings("o", null, "r", null, SubjectFormat.NAMES, "master", "production", List.of("a"));
        GithubSettings numbers =
                new GithubSettings("o", 1L, "r", 2L, SubjectFormat.NAMES_AND_IDS, "master", "production", List.of("a"));

        assertThat(names.branchSubject()).isEqualTo("repo:o/r:ref:refs/heads/master");
        assertThat(numbers.branchSubject()).isEqualTo("repo:o@1/r@2:ref:refs/heads/master");
        assertThat(numbers.environmentSubject("plan")).isEqualTo("repo:o@1/r@2:environment:plan");
        assertThat(numbers.workflowIdentity("cd.yml"))
                .isEqualTo("https://github.com/o/r/.github/workflows/cd.yml@refs/heads/master");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0/0", "10.0.0.0/16", "255.255.255.255/32", "192.0.2.128/25"})
    void rangesAreWrittenAsTheyWereRead(String text) {
        assertThat(Cidr.of("test", text)).hasToString(text);
    }

    @Test
    void rangesContainTheirPartsAndOverlapNoNeighbour() {
        Cidr range = Cidr.of("test", "10.0.0.0/16");

        assertThat(range.part(20, 15)).hasToString("10.0.240.0/20");
        assertThat(range.contains(range.part(20, 15))).isTrue();
        assertThat(range.part(20, 15).contains(range)).isFalse();
        assertThat(range.overlaps(Cidr.of("test", "10.1.0.0/16"))).isFalse();
        assertThat(Cidr.of("test", "0.0.0.0/0").contains(range)).isTrue();
        assertThat(range.size()).isEqualTo(65_536);
    }
}
