package io.herd.track;

import java.io.Closeable;
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
    private final InputStream in;
    private final XMLStreamReader xml;
    /** The elements that the cursor is in, from the inside out. */
    private final Deque<String> path = new ArrayDeque<>();

    XmlCursor(InputStream in) throws TrackException {
        this.in = in;
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            xml = factory.createXMLStreamReader(in);
        } catch (XMLStreamException e) {
            throw broken(e);
        }
    }

    /** Goes to the next begin or end of an element; false at the end of the document. */
    boolean next() throws TrackException {
        try {
            if (xml.isEndElement()) {
                path.pop();
            }
            while (xml.hasNext()) {
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
