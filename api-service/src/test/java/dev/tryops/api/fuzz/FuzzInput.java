package dev.tryops.api.fuzz;

import dev.tryops.api.serving.ServingModel;
import java.util.Arrays;

/**
 * What a fuzzer's bytes stand for. The first one says what the others are: a body as it is, if it is one of the digits 0
 * to 3, or else choices to make one of. Its bit 1 asks for the model with all types; bit 0 is left to whoever reads.
 */
public record FuzzInput(int kind, byte[] rest) {

    public static FuzzInput of(byte[] input) {
        return input.length == 0
                ? new FuzzInput(0, input)
                : new FuzzInput(input[0], Arrays.copyOfRange(input, 1, input.length));
    }

    public boolean isBody() {
        return kind >= '0' && kind <= '3';
    }

    public boolean lowestBit() {
        return (kind & 1) != 0;
    }

    public ServingModel model() {
        return (kind & 2) != 0 ? FuzzModels.MIXED : FuzzModels.CREDIT;
    }

    public Choices choices() {
        return new Choices(rest);
    }
}
