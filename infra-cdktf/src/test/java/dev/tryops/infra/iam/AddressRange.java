package dev.tryops.infra.iam;

import java.math.BigInteger;
import java.net.InetAddress;

/** IP ranges in CIDR notation; an address without a prefix is a range of one. */
final class AddressRange {

    private AddressRange() {}

    static boolean contains(String range, String address) {
        int slash = range.indexOf('/');
        byte[] first = bytes(slash < 0 ? range : range.substring(0, slash));
        byte[] asked = bytes(address);
        if (first.length != asked.length) {
            return false;
        }
        int bits = first.length * Byte.SIZE;
        int prefix = slash < 0 ? bits : prefix(range, range.substring(slash + 1), bits);
        return new BigInteger(1, first)
                .xor(new BigInteger(1, asked))
                .shiftRight(bits - prefix)
                .equals(BigInteger.ZERO);
    }

    private static int prefix(String range, String text, int bits) {
        if (!text.matches("\\d{1,3}") || Integer.parseInt(text) > bits) {
            throw new PolicyError("Not an IP range: " + range);
        }
        return Integer.parseInt(text);
    }

    private static byte[] bytes(String literal) {
        try {
            return InetAddress.ofLiteral(literal).getAddress();
        } catch (IllegalArgumentException e) {
            throw new PolicyError("Not an IP address: " + literal);
        }
    }
}
