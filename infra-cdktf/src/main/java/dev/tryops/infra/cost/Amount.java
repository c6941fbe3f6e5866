package dev.tryops.infra.cost;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Dollars a month: with node groups at their least, as created, and at their largest. Exact until it is shown. */
record Amount(BigDecimal minimum, BigDecimal base, BigDecimal maximum) {

    static final Amount NOTHING = of(BigDecimal.ZERO);

    static Amount of(BigDecimal always) {
        return new Amount(always, always, always);
    }

    Amount plus(Amount other) {
        return new Amount(minimum.add(other.minimum), base.add(other.base), maximum.add(other.maximum));
    }

    Amount minus(Amount other) {
        return new Amount(minimum.subtract(other.minimum), base.subtract(other.base), maximum.subtract(other.maximum));
    }

    boolean isNothing() {
        return minimum.signum() == 0 && base.signum() == 0 && maximum.signum() == 0;
    }

    /** In whole cents. */
    Amount rounded() {
        return new Amount(cents(minimum), cents(base), cents(maximum));
    }

    static BigDecimal cents(BigDecimal dollars) {
        return dollars.setScale(2, RoundingMode.HALF_UP);
    }
}
