package dev.parley.collaboration.planted;

/** Breaks a rule of the architecture, so that the rule is seen to work. */
public record FeatureThatParses(jakarta.json.JsonObject object) {}
