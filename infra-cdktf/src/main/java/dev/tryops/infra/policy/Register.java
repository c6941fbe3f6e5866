package dev.tryops.infra.policy;

import java.util.List;

/** The entries of the register. */
final class Register {

    static final List<Exceptions.Entry> ENTRIES = List.of();

    private Register() {}
}
