package io.herd.server.mqtt;

import io.herd.access.Permissions;
import io.herd.access.Scope;
import io.herd.server.access.AccessControl;
import io.herd.server.access.Grant;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.vertx.mqtt.MqttAuth;
import io.vertx.mqtt.MqttEndpoint;
import org.jspecify.annotations.Nullable;

/** What became of a CONNECT. */
sealed interface Login {
    /**
     * It is accepted.
     *
     * @param user who has logged in; empty without a credential
     */
    record Accepted(Grant grant, String user) implements Login {}

    /** It is refused, with a code of the version that the client speaks. */
    record Refused(MqttRefusal reason, MqttConnectReturnCode code) implements Login {}

    /** Looks at the credential, which is the password; without one, it is anybody. */
    static Login of(MqttEndpoint endpoint, AccessControl access, String address) {
        boolean isVersion5 = endpoint.protocolVersion() >= MqttVersion.MQTT_5.protocolLevel();
        if (endpoint.connectProperties().getProperty(MqttProperties.AUTHENTICATION_METHOD) != null) {
            return new Refused(
                    MqttRefusal.CREDENTIAL, MqttConnectReturnCode.CONNECTION_REFUSED_BAD_AUTHENTICATION_METHOD);
        }
        MqttAuth auth = endpoint.auth();
        boolean isAnonymous = auth == null || auth.getPassword().isEmpty();
        Grant grant = isAnonymous ? access.anonymous() : access.check(auth.getPassword(), address);
        if (grant == null) {
            return new Refused(
                    MqttRefusal.CREDENTIAL,
                    isVersion5
                            ? MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USERNAME_OR_PASSWORD
                            : MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD);
        } else if (!mayDoAnything(grant.permissions())) {
            return new Refused(
                    MqttRefusal.NOT_AUTHORISED,
                    isVersion5
                            ? MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED_5
                            : MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED);
        }
        return new Accepted(grant, isAnonymous ? "" : user(auth));
    }

    private static String user(@Nullable MqttAuth auth) {
        return auth == null || auth.getUsername() == null ? "" : auth.getUsername();
    }

    private static boolean mayDoAnything(Permissions permissions) {
        return permissions.has(Scope.REPORT) || !permissions.read().isEmpty();
    }
}
