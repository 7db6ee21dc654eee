package io.herd.track;

import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Goes through the elements of a document, without DTDs and external entities. Names are local: prefixes differ. */
final class XmlCursor implements Closeable {
    private static final int MOST_BYTES = 1 << 20;

    private final InputStream in;
    private final XMLStreamReader xml;
    /** The elements that the cursor is in, from the inside out. */
    private final Deque<String> path = new ArrayDeque<>();

    /** How many bytes the parser has read since it was asked for a piece of the document. */
    private int piece;

    XmlCursor(InputStream in) throws TrackException {
        this.in = in;
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            xml = factory.createXMLStreamReader(bounded(in));
        } catch (XMLStreamException e) {
            throw broken(e);
        }
    }

    /** The parser keeps a text, an attribute or a comment until it is complete: they are bounded. */
    private InputStream bounded(InputStream file) {
        return new FilterInputStream(file) {
            @Override
            public int read() throws IOException {
                return count(super.read(), 1);
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                int more = super.read(into, offset, length);
                return count(more, more);
            }

            private int count(int result, int more) throws TrackException {
                piece += Math.max(0, more);
                if (piece > MOST_BYTES) {
                    throw new TrackException("a text, an attribute or a comment is longer than 1 MiB");
                }
                return result;
            }
        };
    }

    /** Goes to the next begin or end of an element; false at the end of the document. */
    boolean next() throws TrackException {
        try {
            if (xml.isEndElement()) {
                path.pop();
            }
            while (xml.hasNext()) {
                piece = 0;
                xml.next();
                if (xml.isStartElement()) {
                    path.push(xml.getLocalName());
                    return true;
                } else if (xml.isEndElement()) {
                    return true;
                }
            }
            return false;
        } catch (XMLStreamException e) {
            throw broken(e);
        }
    }

    boolean isStart() {
        return xml.isStartElement();
    }

    /** Whether the cursor is at the end of an element of this name. */
    boolean isEndOf(String name) {
        return xml.isEndElement() && name().equals(name);
    }

    String name() {
        return xml.getLocalName();
    }

    /** Whether the element is directly in one of this name. */
    boolean isIn(String parent) {
        return path.stream().skip(1).findFirst().filter(parent::equals).isPresent();
    }

    @Nullable
    String attribute(String name) {
        return xml.getAttributeValue(null, name);
    }

    /** The text of the element, to whose end the cursor goes. */
    String text() throws TrackException {
        try {
            piece = 0;
            return xml.getElementText().strip();
        } catch (XMLStreamException e) {
            throw broken(e);
        }
    }

    /** Where the cursor is, for people. */
    String place() {
        return "line " + xml.getLocation().getLineNumber();
    }

    private static TrackException broken(XMLStreamException e) {
        String place = e.getLocation() == null ? "" : "line " + e.getLocation().getLineNumber() + ": ";
        String message = String.valueOf(e.getMessage());
        int words = message.indexOf("Message: ");
        return new TrackException(place + (words < 0 ? message : message.substring(words + "Message: ".length())), e);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
