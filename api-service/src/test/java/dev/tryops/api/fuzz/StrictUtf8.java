package dev.tryops.api.fuzz;

import java.util.Arrays;

/** Decodes the byte sequences of the Unicode Standard's table 3-7: nothing overlong, no surrogates, no more than U+10FFFF. */
final class StrictUtf8 {

    private StrictUtf8() {}

    static int[] codePoints(byte[] bytes) throws Refused {
        int[] decoded = new int[bytes.length];
        int count = 0;
        for (int i = 0; i < bytes.length; ) {
            int length = length(bytes[i] & 0xff, i + 1 < bytes.length ? bytes[i + 1] & 0xff : -1);
            if (length == 0 || i + length > bytes.length) {
                throw new Refused("No UTF-8 at byte " + i);
            }
            int c = length == 1 ? bytes[i] : bytes[i] & 0xff >> (length + 1);
            for (int k = 1; k < length; k++) {
                if ((bytes[i + k] & 0xc0) != 0x80) {
                    throw new Refused("No UTF-8 at byte " + (i + k));
                }
                c = c << 6 | (bytes[i + k] & 0x3f);
            }
            decoded[count++] = c;
            i += length;
        }
        return Arrays.copyOf(decoded, count);
    }

    /** The length of the sequence that begins with these two bytes; 0 if none does. */
    private static int length(int first, int second) {
        if (first <= 0x7f) {
            return 1;
        }
        if (first >= 0xc2 && first <= 0xdf) {
            return 2;
        }
        if (first >= 0xe0 && first <= 0xef) {
            boolean overlong = first == 0xe0 && second < 0xa0;
            boolean surrogate = first == 0xed && second > 0x9f;
            return overlong || surrogate ? 0 : 3;
        }
        boolean overlong = first == 0xf0 && second < 0x90;
        boolean beyond = first == 0xf4 && second > 0x8f;
        return first < 0xf0 || first > 0xf4 || overlong || beyond ? 0 : 4;
    }
}
