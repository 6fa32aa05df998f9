package dev.parley.socketio.planted;

/** Breaks a rule of the architecture, so that the rule is seen to work. */
public record SocketThatDelivers(dev.parley.delivery.Frame frame) {}
