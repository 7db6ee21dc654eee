package io.herd.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.protocol.ByteWriter;
import io.herd.protocol.Bytes;
import io.herd.protocol.Command;
import io.herd.protocol.Command.Iamat;
import io.herd.protocol.Command.Invalid;
import io.herd.protocol.CommandParser;
import io.herd.protocol.LineFramer;
import io.herd.protocol.LinkMessage;
import io.herd.protocol.LinkMessage.At;
import io.herd.protocol.LinkMessage.Unknown;
import io.herd.protocol.LinkMessageParser;
import io.herd.protocol.Report;
import io.herd.protocol.ReportView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Lines of clients and neighbours, and how they are framed. */
final class CommandFuzz {
    private static final long NOW = 1_800_000_000_000_000_000L;

    private CommandFuzz() {}

    /** What a command says does not depend on its white space, and a report is the same once it has been told to a neighbour. */
    static void command(byte[] input) {
        Bytes line = line(input);
        Command command = CommandParser.parse(line);
        switch (command) {
            case Invalid(Bytes echoed) -> assertThat(echoed.toString()).isEqualTo(line.toString());
            case Iamat iamat -> {
                Report report = ReportView.fromCommand(Bytes.of("Goloman"), iamat, NOW, new ByteWriter(64))
                        .copy();
                assertThat(told(report)).isEqualTo(report);
                assertThat(report.timeNanos()).isEqualTo(iamat.timeNanos());
                assertThat(report.position()).isNotNull();
                assertThat(CommandParser.parse(Bytes.of("IAMAT\t" + iamat.said() + "\r")))
                        .isInstanceOfSatisfying(
                                Iamat.class,
                                other -> assertThat(other.said().toString())
                                        .isEqualTo(iamat.said().toString()));
            }
            default ->
                assertThat(CommandParser.parse(Bytes.of(line.toString().replace(' ', '\f') + "\t")))
                        .isEqualTo(command);
        }
    }

    private static Report told(Report report) {
        var out = new ByteWriter(64);
        report.writeForNeighbour(out);
        Bytes line = out.take();
        assertThat(LinkMessageParser.parse(line.subSequence(0, line.length() - 1)))
                .isInstanceOf(At.class);
        return ((At) LinkMessageParser.parse(line.subSequence(0, line.length() - 1))).report();
    }

    /** The input up to its first LF, which no line has. */
    private static Bytes line(byte[] input) {
        var framer = new LineFramer(Integer.MAX_VALUE);
        framer.feed(input.clone());
        Bytes line = framer.next();
        return line == null ? Bytes.view(input, 0, input.length) : line;
    }

    /** However the bytes are split on the way, they give the same lines, up to one that is too long. */
    static void framing(byte[] input) {
        if (input.length < 2) {
            return;
        }
        int limit = Byte.toUnsignedInt(input[0]);
        var random = new Random(input[1]);
        byte[] stream = Arrays.copyOfRange(input, 2, input.length);
        var framer = new LineFramer(limit);
        List<String> lines = new ArrayList<>();
        int fed = 0;
        while (fed < stream.length && framer.overlong() == null) {
            int end = Math.min(stream.length, fed + 1 + random.nextInt(1 + stream.length / 8));
            framer.feed(Arrays.copyOfRange(stream, fed, end));
            fed = end;
            for (Bytes line = framer.next(); line != null; line = framer.next()) {
                lines.add(line.toString());
            }
            assertThat(framer.held()).isLessThanOrEqualTo(stream.length);
        }
        Bytes head = framer.overlong();
        Bytes rest = head == null ? framer.rest() : head;
        if (rest != null) {
            lines.add(rest.toString());
        }
        assertThat(lines)
                .isEqualTo(expected(Bytes.view(stream, 0, stream.length).toString(), limit));
    }

    /** The lines of a stream, the last one perhaps unfinished, or the beginning of the first that is too long. */
    private static List<String> expected(String stream, int limit) {
        List<String> lines = new ArrayList<>();
        for (String line : stream.split("\n", -1)) {
            if (line.length() > limit) {
                lines.add(line.substring(0, limit));
                return lines;
            }
            lines.add(line);
        }
        if (lines.getLast().isEmpty()) {
            lines.removeLast();
        }
        return lines;
    }

    /** A message that is written is read again as the same one. */
    static void linkMessage(byte[] input) {
        LinkMessage message = LinkMessageParser.parse(line(input));
        if (message instanceof Unknown(Bytes unknown)) {
            assertThat(unknown.toString()).isEqualTo(line(input).toString());
            return;
        }
        Bytes written = message.toLine();
        assertThat(LinkMessageParser.parse(written.subSequence(0, written.length() - 1)))
                .isEqualTo(message);
        if (message instanceof At(Report report)) {
            assertThat(report.kind().isOfFence() || report.isTombstone() || report.position() != null)
                    .isTrue();
        }
    }
}
