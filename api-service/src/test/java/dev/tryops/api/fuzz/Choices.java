package dev.tryops.api.fuzz;

import java.util.List;
import java.util.SplittableRandom;

/** Where a generator's decisions come from: a fuzzer's bytes and, where they end, random numbers that they seed. */
public final class Choices {

    private final byte[] data;
    private final SplittableRandom beyond;
    private int next;

    public Choices(byte[] data) {
        this.data = data;
        long hash = 0xcbf29ce484222325L; // FNV-1a
        for (byte b : data) {
            hash = (hash ^ b) * 0x100000001b3L;
        }
        this.beyond = new SplittableRandom(hash);
    }

    /** The bytes that stand for one input where no fuzzer gives any. */
    public static byte[] ofSeed(long seed) {
        byte[] data = new byte[12];
        new SplittableRandom(seed).nextBytes(data);
        return data;
    }

    public int below(int bound) {
        int bits = octet();
        for (int most = 256; most < bound; most <<= 8) {
            bits = bits << 8 | octet();
        }
        return Math.floorMod(bits, bound);
    }

    public boolean oneIn(int n) {
        return below(n) == n - 1;
    }

    public long bits() {
        long bits = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            bits = bits << 8 | octet();
        }
        return bits;
    }

    public <T> T of(List<T> list) {
        return list.get(below(list.size()));
    }

    public <T> void shuffle(List<T> list) {
        for (int i = list.size() - 1; i > 0; i--) {
            int j = below(i + 1);
            T held = list.get(i);
            list.set(i, list.get(j));
            list.set(j, held);
        }
    }

    private int octet() {
        return next < data.length ? data[next++] & 0xff : beyond.nextInt(256);
    }
}
