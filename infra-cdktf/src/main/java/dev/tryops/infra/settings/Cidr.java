package dev.tryops.infra.settings;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A range of IPv4 addresses. The text form is canonical: no address bits beyond the prefix. */
public record Cidr(int address, int prefix) {

    private static final Pattern FORMAT =
            Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(\\d{1,2})");

    public Cidr {
        if (prefix < 0 || prefix > 32) {
            throw new IllegalArgumentException("has a prefix of " + prefix + ", not of 0 to 32");
        }
        if ((address & ~mask(prefix)) != 0) {
            throw new IllegalArgumentException("has address bits beyond its prefix of " + prefix);
        }
    }

    /** The range that {@code text} writes, which is the value of {@code setting}. */
    public static Cidr of(String setting, String text) {
        Matcher matcher = FORMAT.matcher(text);
        BadSetting.unless(matcher.matches(), setting, "is '" + text + "', not a range such as 10.0.0.0/16");
        int address = 0;
        for (int i = 1; i <= 4; i++) {
            int octet = Integer.parseInt(matcher.group(i));
            BadSetting.unless(octet <= 255, setting, "is '" + text + "', and " + octet + " is no part of an address");
            address = address << 8 | octet;
        }
        try {
            return new Cidr(address, Integer.parseInt(matcher.group(5)));
        } catch (IllegalArgumentException e) {
            throw new BadSetting(setting, "is '" + text + "', which " + e.getMessage());
        }
    }

    /** The {@code index}-th part of this range that has {@code prefix}. */
    Cidr part(int prefix, int index) {
        if (prefix < this.prefix || index < 0 || index >= 1L << (prefix - this.prefix)) {
            throw new IllegalArgumentException("no part %d with prefix %d in %s".formatted(index, prefix, this));
        }
        return new Cidr(address + (int) ((long) index << (32 - prefix)), prefix);
    }

    /** How many addresses the range has. */
    public long size() {
        return 1L << (32 - prefix);
    }

    public boolean contains(Cidr other) {
        return other.prefix >= prefix && (other.address & mask(prefix)) == address;
    }

    public boolean overlaps(Cidr other) {
        return contains(other) || other.contains(this);
    }

    private static int mask(int prefix) {
        return prefix == 0 ? 0 : -1 << (32 - prefix);
    }

    @Override
    public String toString() {
        return "%d.%d.%d.%d/%d"
                .formatted(address >>> 24, address >>> 16 & 255, address >>> 8 & 255, address & 255, prefix);
    }
}
