/**
 * The page that people look at: its files, the towns of its map, and the status of all servers. Start at {@link
 * io.herd.server.page.PageService} and {@link io.herd.server.page.HerdService}.
 */
@NullMarked
@CheckReturnValue
package io.herd.server.page;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
