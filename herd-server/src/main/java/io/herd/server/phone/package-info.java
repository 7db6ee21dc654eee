/** Takes what phones and trackers say, whatever carries it, and finds out what they are told of their friends. */
@NullMarked
package io.herd.server.phone;

import org.jspecify.annotations.NullMarked;
