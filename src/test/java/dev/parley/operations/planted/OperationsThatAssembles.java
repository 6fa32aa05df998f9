package dev.parley.operations.planted;

/** Breaks a rule of the architecture, so that the rule is seen to work. */
public record OperationsThatAssembles(dev.parley.assembly.planted.Assembled assembled) {}
