package dev.tryops.infra.cost;

import java.time.LocalDate;

/** Until when a version of Kubernetes costs no more than others. */
interface SupportCalendar {

    /** The last day of standard support of, say, {@code 1.33}. A version that is not known is a {@link NoPrice}. */
    LocalDate endOfStandardSupport(String version);
}
