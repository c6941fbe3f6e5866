package dev.tryops.infra.cost;

/**
 * One thing that is paid for.
 *
 * @param address of the resource, {@code foundation/aws_nat_gateway.a}, or {@code usage/…} for what is used
 * @param what how it was counted
 */
record Line(String address, String what, Part part, Amount amount) {}
