package dev.tryops.training.fit.newton;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NewtonSettingsTest {

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesARidgeThatIsNone(double l2) {
        assertThatThrownBy(() -> NewtonSettings.ridge(l2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("l2");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesAClassWeightThatIsNone(double weight) {
        NewtonSettings settings = NewtonSettings.ridge(1);

        assertThatThrownBy(() -> settings.weighing(1, weight))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Class weights");
    }

    @Test
    void refusesWeightsForOtherClassesThanThereAre() {
        NewtonSettings settings = NewtonSettings.ridge(1).weighing(1, 2, 3);

        assertThatThrownBy(() -> settings.weightsOf(2)).hasMessage("3 class weights for 2 classes");
    }
}
