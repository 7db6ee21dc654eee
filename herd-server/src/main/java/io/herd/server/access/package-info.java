/** Who is who at a server: {@link io.herd.server.access.AccessControl} makes {@link io.herd.server.access.Grant grants} of credentials. */
@NullMarked
package io.herd.server.access;

import org.jspecify.annotations.NullMarked;
