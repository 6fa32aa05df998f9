package dev.parley.launcher.planted;

/** Breaks a rule of the architecture, so that the rule is seen to work. */
public record LauncherThatSpeaks(dev.parley.vocabulary.Topic topic) {}
