package io.herd.server.access;

import io.herd.access.Credentials;
import java.time.Instant;

/**
 * Lets whoever has it read some names until a time.
 *
 * @param credential a secret
 */
public record Share(String credential, Instant until) {
    /** What stands for it in the list of tokens, where it can be revoked; no secret. */
    public String id() {
        return Credentials.idOf(credential);
    }
}
