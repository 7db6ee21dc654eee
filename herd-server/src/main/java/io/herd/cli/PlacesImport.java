package io.herd.cli;

import io.herd.config.HerdConfig;
import io.herd.server.geonames.DumpImport;
import io.herd.server.geonames.Tally;
import io.vertx.core.Vertx;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Adds dumps of GeoNames to the gazetteer: parks, schools, hotels, stations, and every village.",
            "Get them from https://download.geonames.org/export/dump/: US.zip for a country, allCountries.zip for all.",
            "A newer dump replaces what was imported of it before. Servers use it from their next start on."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all files are imported",
            "1:one could not be; standard error says why, and the others are",
            "2:wrong usage or configuration"
        })
final class PlacesImport extends HerdCommand {
    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            converter = FilePath.class,
            description = "Dumps, as texts or as the zips that GeoNames offers.")
    private List<Path> files;

    @Override
    int call(Vertx vertx, HerdConfig config) {
        var into = new DumpImport(Path.of(config.places().directory()));
        int imported = 0;
        for (Path file : files) {
            try {
                long start = System.nanoTime();
                print(file, take(into, file), (System.nanoTime() - start) / 1e9);
                imported++;
            } catch (IOException e) {
                System.err.println("herd: " + file + ": " + reason(e));
            }
        }
        if (imported > 0) {
            System.out.println("Servers that run need a restart to use it.");
        }
        return imported == files.size() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private static DumpImport.Result take(DumpImport into, Path file) throws IOException {
        try (var progress = new ProgressLine(file.toString())) {
            return into.take(file, (bytes, total) -> progress.show((double) bytes / total));
        }
    }

    private static void print(Path file, DumpImport.Result result, double seconds) {
        Tally tally = result.tally();
        System.out.printf(
                Locale.ROOT,
                "%s: %,d rows, %.1f MiB, in %.1f s%n",
                file,
                tally.rows(),
                result.bytes() / (double) (1 << 20),
                seconds);
        System.out.printf(Locale.ROOT, "  %,12d  places, now in %s%n", tally.kept(), result.table());
        tally.skippedKinds()
                .forEach((kind, rows) -> System.out.printf(Locale.ROOT, "  %,12d  skipped: %s%n", rows, kind));
        if (tally.bad() > 0) {
            System.out.printf(Locale.ROOT, "  %,12d  bad:%n", tally.bad());
            tally.firstBad().forEach(line -> System.out.println("                  " + line));
            if (tally.bad() > tally.firstBad().size()) {
                System.out.println("                  ...");
            }
        }
    }

    /** Why a file was not imported; what is in the directory is as it was. */
    private static String reason(IOException failure) {
        return switch (failure) {
            case NoSuchFileException e -> "cannot be imported, there is no " + e.getFile();
            case AccessDeniedException e -> "cannot be imported, permissions do not allow it: " + e.getFile();
            case ZipException e -> "is a broken zip: " + e.getMessage();
            case EOFException e -> "is a broken zip: " + e.getMessage();
            default -> String.valueOf(failure.getMessage());
        };
    }

    /** A path, which in some locales must be of ASCII. */
    static final class FilePath implements ITypeConverter<Path> {
        @Override
        public Path convert(String text) {
            try {
                return Path.of(text);
            } catch (InvalidPathException e) {
                throw new TypeConversionException("'" + text + "' is no path in this locale; set LC_ALL=C.UTF-8 for one"
                        + " with letters beyond ASCII");
            }
        }
    }
}
