package dev.parley.assembly.planted;

/** Breaks a rule of the architecture, so that the rule is seen to work. */
public record Assembled() {}
