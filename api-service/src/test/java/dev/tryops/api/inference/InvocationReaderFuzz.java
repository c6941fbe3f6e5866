package dev.tryops.api.inference;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.AfterAll;

class InvocationReaderFuzz {

    private static final InvocationAgreement AGREEMENT = new InvocationAgreement();

    @FuzzTest(maxExecutions = 200_000, maxDuration = "30s")
    void meansTheRowsOfNativeRequests(byte[] input) {
        AGREEMENT.check(input);
    }

    @AfterAll
    static void tell() {
        System.out.println(AGREEMENT.tally());
    }
}
