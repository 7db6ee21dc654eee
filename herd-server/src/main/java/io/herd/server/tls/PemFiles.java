package io.herd.server.tls;

import io.herd.config.TlsConfig.CertificateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * What PEM files hold, compared by content.
 *
 * @param certificate a certificate, and those that lead from it to its CA
 * @param key its private key
 * @param ca the CAs that others' certificates are checked against; empty for none
 * @param problem why a file cannot be read; empty if all can
 */
record PemFiles(String certificate, String key, String ca, String problem) {
    /** Reads the files. Blocks. */
    static PemFiles read(CertificateFiles files) {
        String reading = files.certificate();
        try {
            String certificate = text(reading);
            reading = files.key();
            String key = text(reading);
            String ca = files.ca();
            reading = String.valueOf(ca);
            return new PemFiles(certificate, key, ca == null ? "" : text(reading), "");
        } catch (IOException e) {
            return new PemFiles("", "", "", reading + " cannot be read: " + why(e));
        }
    }

    /**
     * What one file holds. Blocks.
     *
     * @throws TlsException if it cannot be read
     */
    static String one(String file) {
        try {
            return text(file);
        } catch (IOException e) {
            throw new TlsException(file + " cannot be read: " + why(e), e);
        }
    }

    private static String text(String file) throws IOException {
        return Files.readString(Path.of(file), StandardCharsets.ISO_8859_1);
    }

    private static String why(IOException failure) {
        return switch (failure) {
            case NoSuchFileException _ -> "there is no such file";
            case AccessDeniedException _ -> "its permissions do not allow it";
            default -> String.valueOf(failure.getMessage());
        };
    }

    /** Not the key. */
    @Override
    public String toString() {
        return "PemFiles[" + certificate + problem + "]";
    }
}
