/**
 * Who may do what: {@link io.herd.access.Permissions}, which {@link io.herd.access.Token tokens} have them
 * ({@link io.herd.access.TokenList}), and what a credential is worth ({@link io.herd.access.Credentials}). Plain values; files, sockets
 * and clocks are elsewhere.
 */
@NullMarked
package io.herd.access;

import org.jspecify.annotations.NullMarked;
