/**
 * Attacks on a small server, by strangers and by a neighbour that knows the secret. While each lasts, the server must survive and
 * answer another client.
 */
@NullMarked
package io.herd.attack;

import org.jspecify.annotations.NullMarked;
