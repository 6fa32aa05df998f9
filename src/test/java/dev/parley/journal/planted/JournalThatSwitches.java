package dev.parley.journal.planted;

/** Breaks a rule of the architecture, so that the rule is seen to work. */
public record JournalThatSwitches(dev.parley.switchboard.Switchboard switchboard) {}
