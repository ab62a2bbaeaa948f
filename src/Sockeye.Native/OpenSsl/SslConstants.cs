namespace Sockeye.Native.OpenSsl;

/// <summary>Constants of openssl/ssl.h, tls1.h, sslerr.h, bio.h and x509_vfy.h (3.x) under the library's names.</summary>
internal static class SslConstants
{
    internal const int SSL_CTRL_MODE = 33;
    internal const int SSL_CTRL_SET_SESS_CACHE_MODE = 44;
    internal const int SSL_CTRL_SET_TLSEXT_SERVERNAME_CB = 53;
    internal const int SSL_CTRL_SET_TLSEXT_SERVERNAME_ARG = 54;
    internal const int SSL_CTRL_SET_TLSEXT_HOSTNAME = 55;
    internal const int SSL_CTRL_CHAIN_CERT = 89;
    internal const int SSL_CTRL_SET_GROUPS_LIST = 92;
    internal const int SSL_CTRL_SET_MIN_PROTO_VERSION = 123;
    internal const int SSL_CTRL_SET_MAX_PROTO_VERSION = 124;

    internal const ulong SSL_OP_NO_COMPRESSION = 1UL << 17;
    internal const ulong SSL_OP_PRIORITIZE_CHACHA = 1UL << 21;
    internal const ulong SSL_OP_CIPHER_SERVER_PREFERENCE = 1UL << 22;
    internal const ulong SSL_OP_NO_RENEGOTIATION = 1UL << 30;

    internal const int SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER = 0x2;
    internal const int SSL_MODE_NO_AUTO_CHAIN = 0x8;
    internal const int SSL_MODE_RELEASE_BUFFERS = 0x10;

    internal const int SSL_SESS_CACHE_OFF = 0;
    internal const int SSL_SESS_CACHE_CLIENT = 1;
    internal const int SSL_SESS_CACHE_NO_INTERNAL = 0x300;

    internal const int SSL_ERROR_SSL = 1;
    internal const int SSL_ERROR_WANT_READ = 2;
    internal const int SSL_ERROR_WANT_WRITE = 3;
    internal const int SSL_ERROR_ZERO_RETURN = 6;

    internal const int SSL_CLIENT_HELLO_SUCCESS = 1;
    internal const uint TLSEXT_TYPE_server_name = 0;
    internal const uint TLSEXT_TYPE_application_layer_protocol_negotiation = 16;

    internal const int SSL_TLSEXT_ERR_OK = 0;
    internal const int SSL_TLSEXT_ERR_ALERT_FATAL = 2;
    internal const int SSL_TLSEXT_ERR_NOACK = 3;

    internal const int SSL_SENT_SHUTDOWN = 1;
    internal const int SSL_RECEIVED_SHUTDOWN = 2;
    internal const int SSL_VERIFY_PEER = 1;
    internal const int SSL_KEY_UPDATE_NOT_REQUESTED = 0;
    internal const int SSL_KEY_UPDATE_REQUESTED = 1;
    internal const int SSL_R_CERTIFICATE_VERIFY_FAILED = 134;

    internal const int TLS1_2_VERSION = 0x0303;
    internal const int TLS1_3_VERSION = 0x0304;

    internal const int CRYPTO_EX_INDEX_SSL_CTX = 1;

    internal const int BIO_TYPE_SOURCE_SINK = 0x0400;
    internal const int BIO_CTRL_FLUSH = 11;
    internal const int BIO_FLAGS_READ = 0x1;
    internal const int BIO_FLAGS_WRITE = 0x2;
    internal const int BIO_FLAGS_SHOULD_RETRY = 0x8;
    internal const int BIO_FLAGS_ALL_RETRY = 0xF;

    internal const int X509_V_OK = 0;
    internal const int X509_V_ERR_APPLICATION_VERIFICATION = 50;
    internal const int X509_V_ERR_HOSTNAME_MISMATCH = 62;
    internal const int X509_V_ERR_IP_ADDRESS_MISMATCH = 64;
    internal const uint X509_V_FLAG_PARTIAL_CHAIN = 0x80000;
}
