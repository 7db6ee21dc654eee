package io.herd.access;

/**
 * What is on record of a token.
 *
 * @param name whom it was made for, for people
 * @param expires POSIX seconds; {@link Long#MAX_VALUE} if it does not
 */
public record TokenEntry(String id, String name, Permissions permissions, long expires, boolean isRevoked) {}
