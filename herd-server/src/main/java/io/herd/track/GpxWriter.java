package io.herd.track;

import io.herd.protocol.Readings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes GPX 1.1 with one track. It has no place for accuracy and battery; speed and course are in Garmin's extension. */
public final class GpxWriter implements TrackWriter {
    private static final String GPX = "http://www.topografix.com/GPX/1/1";
    private static final String GARMIN = "http://www.garmin.com/xmlschemas/TrackPointExtension/v2";

    private final OutputStream out;
    private final XMLStreamWriter xml;

    /** A writer for a client's points, which has begun the track. */
    public GpxWriter(OutputStream out, String client) throws IOException {
        this.out = out;
        try {
            xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, StandardCharsets.UTF_8.name());
            xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
            xml.writeCharacters("\n");
            xml.setDefaultNamespace(GPX);
            xml.setPrefix("gpxtpx", GARMIN);
            xml.writeStartElement(GPX, "gpx");
            xml.writeDefaultNamespace(GPX);
            xml.writeNamespace("gpxtpx", GARMIN);
            xml.writeAttribute("version", "1.1");
            xml.writeAttribute("creator", "server herd");
            xml.writeStartElement(GPX, "trk");
            element(GPX, "name", client);
            xml.writeStartElement(GPX, "trkseg");
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void write(TrackPoint point) throws IOException {
        Readings readings = point.readings();
        try {
            xml.writeCharacters("\n");
            xml.writeStartElement(GPX, "trkpt");
            xml.writeAttribute("lat", Decimals.of(point.latitude()));
            xml.writeAttribute("lon", Decimals.of(point.longitude()));
            reading(GPX, "ele", readings.altitude());
            element(GPX, "time", TrackTime.iso(point.nanos()));
            if (!Double.isNaN(readings.speed()) || !Double.isNaN(readings.course())) {
                xml.writeStartElement(GPX, "extensions");
                xml.writeStartElement(GARMIN, "TrackPointExtension");
                reading(GARMIN, "speed", readings.speed());
                reading(GARMIN, "course", readings.course());
                xml.writeEndElement();
                xml.writeEndElement();
            }
            xml.writeEndElement();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    private void reading(String namespace, String name, double reading) throws XMLStreamException {
        if (!Double.isNaN(reading)) {
            element(namespace, name, Decimals.of(reading));
        }
    }

    private void element(String namespace, String name, String text) throws XMLStreamException {
        xml.writeStartElement(namespace, name);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }

    @Override
    public void close() throws IOException {
        try (out) {
            xml.writeEndDocument();
            xml.flush();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }
}
