/**
 * The herd's configuration as typed, checked, immutable records, and their reader. Pure: what a YAML file, the
 * environment and system properties say comes in as maps. Start at {@link io.herd.config.HerdConfig} and
 * {@link io.herd.config.ConfigReader}.
 */
@NullMarked
@CheckReturnValue
package io.herd.config;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
