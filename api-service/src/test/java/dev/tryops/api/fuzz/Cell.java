package dev.tryops.api.fuzz;

/** One value of a row as a model gets it. */
public sealed interface Cell {

    /** The bits of a float32, so that −0 is not 0, and NaN is NaN. */
    record Float32(int bits) implements Cell {
        static Float32 of(float value) {
            return new Float32(Float.floatToRawIntBits(value));
        }

        @Override
        public String toString() {
            return "%08x (%s)".formatted(bits, Float.intBitsToFloat(bits));
        }
    }

    record Text(String value) implements Cell {}
}
