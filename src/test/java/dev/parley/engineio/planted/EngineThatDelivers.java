package dev.parley.engineio.planted;

/** Breaks a rule of the architecture, so that the rule is seen to work. */
public record EngineThatDelivers(dev.parley.delivery.Frame frame) {}
