package dev.tryops.api.predict;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.AfterAll;

class PredictionReaderFuzz {

    private static final PredictionAgreement AGREEMENT = new PredictionAgreement();

    @FuzzTest(maxExecutions = 1_000_000, maxDuration = "120s")
    void agreesWithTheReference(byte[] input) {
        AGREEMENT.check(input);
    }

    @AfterAll
    static void tell() {
        System.out.println(AGREEMENT.tally());
    }
}
