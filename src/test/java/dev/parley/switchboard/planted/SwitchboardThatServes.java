package dev.parley.switchboard.planted;

/** Breaks a rule of the architecture, so that the rule is seen to work. */
public record SwitchboardThatServes(jakarta.servlet.ServletContext context) {}
