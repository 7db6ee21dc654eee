package io.herd.server.kafka;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The journal, as far as the bridge is concerned.
 *
 * @param directory where the server keeps it
 * @param flush completes once all that has been merged so far is durable
 * @param isDamaged whether something was missing when it was loaded
 */
public record DurableMemory(Path directory, Supplier<Future<Void>> flush, BooleanSupplier isDamaged) {}
