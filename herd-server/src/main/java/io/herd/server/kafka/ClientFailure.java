package io.herd.server.kafka;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** What failures of Kafka's clients mean. */
final class ClientFailure {
    private static final int MOST_CHARACTERS = 300;

    private ClientFailure() {}

    /** The failure itself, without what carried it from another thread. */
    static Throwable cause(Throwable failure) {
        boolean isCarrier = failure instanceof ExecutionException || failure instanceof CompletionException;
        return isCarrier && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** One line for operators. */
    static String describe(Throwable failure) {
        Throwable cause = cause(failure);
        String kind = switch (cause) {
            case SslAuthenticationException _ ->
                "no TLS with the brokers, whose certificate kafka.security.truststore must vouch for: ";
            case AuthenticationException _ -> "the brokers do not take the name and password: ";
            case AuthorizationException _ -> "the brokers do not permit it: ";
            case UnsupportedVersionException _ -> "the brokers are too old, 4.0 is needed: ";
            case UnknownTopicOrPartitionException _ -> "there is no such topic: ";
            default -> "";
        };
        Throwable root = cause;
        while (root.getCause() != null && root instanceof KafkaException) {
            root = root.getCause();
        }
        String message = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        String line = kind + message.replaceAll("\\s+", " ");
        return line.length() <= MOST_CHARACTERS ? line : line.substring(0, MOST_CHARACTERS) + "…";
    }

    /** Whether somebody must change something before it can succeed. */
    static boolean needsPeople(Throwable failure) {
        Throwable cause = cause(failure);
        return cause instanceof AuthenticationException
                || cause instanceof AuthorizationException
                || cause instanceof UnsupportedVersionException
                || cause instanceof ConfigException;
    }

    /** Whether the brokers will never take the record. */
    static boolean isOfRecord(Throwable failure) {
        return cause(failure) instanceof RecordTooLargeException;
    }

    /** Whether a client that has failed so can go on. */
    static boolean isTransient(Throwable failure) {
        return cause(failure) instanceof RetriableException;
    }
}
