package io.herd.phone;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.access.Names;
import io.herd.phone.PhoneMessage.Located;
import io.herd.phone.PhoneMessage.Malformed;
import io.herd.phone.PhoneMessage.Shown;
import io.herd.phone.PhoneMessage.Unused;
import io.herd.protocol.Bytes;
import io.herd.protocol.ClientName;
import io.herd.protocol.Command.Iamat;
import io.herd.protocol.LinkMessage;
import io.herd.protocol.LinkMessageParser;
import io.herd.protocol.Readings;
import io.herd.protocol.Report;
import io.herd.protocol.ReportLine;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** What anybody may post to the entrance for phones. */
public final class PhoneFuzz {
    private static final Bytes SERVER = Bytes.of("Goloman");

    private PhoneFuzz() {}

    /** Whatever is located or shown can be kept, told to a neighbour and shown to others. */
    public static void request(byte[] input) {
        int end = 0;
        while (end < input.length && input[end] != '\n') {
            end++;
        }
        String query = new String(input, 0, end, StandardCharsets.ISO_8859_1);
        byte[] body = Arrays.copyOfRange(input, Math.min(end + 1, input.length), input.length);
        for (PhoneMessage message :
                PhoneRequest.read(query, Sender.UNKNOWN, body).messages()) {
            switch (message) {
                case Located(var sender, var fix) -> locate(client(sender), fix);
                case Shown(var sender, var card) ->
                    mustBeTold(Report.card(SERVER, client(sender).bytes(), card, 1));
                case Unused(var what) -> assertThat(what).isNotBlank();
                case Malformed(var problem) -> assertThat(problem).isNotBlank();
            }
        }
    }

    private static ClientName client(Sender sender) {
        ClientName client = PhoneNames.client(sender, Names.ALL);
        return client == null ? Objects.requireNonNull(ClientName.of("nobody")) : client;
    }

    private static void locate(ClientName client, Fix fix) {
        Iamat iamat = Objects.requireNonNull(Iamat.of(client, fix.position(), "1.5"));
        assertThat(iamat.client().toString()).isEqualTo(client.bytes().toString());
        Readings readings = fix.readings();
        if (!readings.isEmpty()) {
            Report note = Report.readings(SERVER, client.bytes(), readings, 1);
            mustBeTold(note);
            assertThat(note.readings()).isEqualTo(readings);
        }
        String line = "AT " + client.bytes() + " S +1 +1 +0.0 1";
        if (LinkMessageParser.parse(Bytes.of(line)) instanceof LinkMessage.At(Report report)) {
            assertThat(Friend.answer(List.of(new Friend(report, readings, null))))
                    .hasSize(2);
        }
    }

    private static void mustBeTold(Report note) {
        if (note.line().length() <= ReportLine.MOST_BYTES) {
            String line = new LinkMessage.At(note).toLine().toString().stripTrailing();
            assertThat(LinkMessageParser.parse(Bytes.of(line))).isEqualTo(new LinkMessage.At(note));
        }
    }
}
