package dev.parley.vocabulary;

/**
 * A file that belongs to a room and may stand in a message.
 *
 * @param attachmentId made by the hub
 * @param name as its sender called it, without a path
 * @param mediaType as found by looking at the content, never as claimed
 * @param size in bytes
 * @param thumbnail whether there is a small picture of it
 */
public record Attachment(
    String attachmentId, String name, String mediaType, long size, boolean thumbnail) {}
