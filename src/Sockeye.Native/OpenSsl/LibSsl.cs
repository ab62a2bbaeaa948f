using System.Runtime.InteropServices;

namespace Sockeye.Native.OpenSsl;

/// <summary>The part of libssl 3 that is used. Names are the library's own; its manual pages describe them.</summary>
internal static unsafe partial class LibSsl
{
    internal const string Name = "sockeye-libssl";

    [LibraryImport(Name)]
    internal static partial nint TLS_server_method();

    [LibraryImport(Name)]
    internal static partial nint TLS_client_method();

    [LibraryImport(Name)]
    internal static partial SafeSslContextHandle SSL_CTX_new(nint method);

    [LibraryImport(Name)]
    internal static partial void SSL_CTX_free(nint context);

    [LibraryImport(Name)]
    internal static partial nint SSL_CTX_ctrl(SafeSslContextHandle context, int command, nint number, nint pointer);

    [LibraryImport(Name)]
    internal static partial nint SSL_CTX_callback_ctrl(
        SafeSslContextHandle context, int command, delegate* unmanaged[Cdecl]<nint, int*, nint, int> callback);

    [LibraryImport(Name)]
    internal static partial ulong SSL_CTX_set_options(SafeSslContextHandle context, ulong options);

    [LibraryImport(Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int SSL_CTX_set_ciphersuites(SafeSslContextHandle context, string suites);

    [LibraryImport(Name)]
    internal static partial int SSL_CTX_use_certificate(SafeSslContextHandle context, SafeX509Handle certificate);

    [LibraryImport(Name)]
    internal static partial int SSL_CTX_use_PrivateKey(SafeSslContextHandle context, SafeEvpKeyHandle key);

    [LibraryImport(Name)]
    internal static partial int SSL_CTX_set_num_tickets(SafeSslContextHandle context, nuint count);

    [LibraryImport(Name)]
    internal static partial nint SSL_CTX_set_timeout(SafeSslContextHandle context, nint seconds);

    [LibraryImport(Name)]
    internal static partial int SSL_CTX_set_max_early_data(SafeSslContextHandle context, uint bytes);

    [LibraryImport(Name)]
    internal static partial int SSL_CTX_set_session_id_context(SafeSslContextHandle context, byte* id, uint length);

    [LibraryImport(Name)]
    internal static partial int SSL_CTX_set_ex_data(SafeSslContextHandle context, int index, nint data);

    [LibraryImport(Name)]
    internal static partial nint SSL_CTX_get_ex_data(nint context, int index);

    [LibraryImport(Name)]
    internal static partial void SSL_CTX_set_client_hello_cb(
        SafeSslContextHandle context, delegate* unmanaged[Cdecl]<nint, int*, nint, int> callback, nint argument);

    [LibraryImport(Name)]
    internal static partial int SSL_client_hello_get0_ext(nint ssl, uint type, out byte* content, out nuint length);

    [LibraryImport(Name)]
    internal static partial int SSL_set_num_tickets(nint ssl, nuint count);

    [LibraryImport(Name)]
    internal static partial void SSL_CTX_set_alpn_select_cb(
        SafeSslContextHandle context, delegate* unmanaged[Cdecl]<nint, byte**, byte*, byte*, uint, nint, int> callback, nint argument);

    [LibraryImport(Name)]
    internal static partial int SSL_CTX_set_tlsext_ticket_key_evp_cb(
        SafeSslContextHandle context, delegate* unmanaged[Cdecl]<nint, byte*, byte*, nint, nint, int, int> callback);

    [LibraryImport(Name)]
    internal static partial void SSL_CTX_sess_set_new_cb(
        SafeSslContextHandle context, delegate* unmanaged[Cdecl]<nint, nint, int> callback);

    [LibraryImport(Name)]
    internal static partial void SSL_CTX_set_cert_verify_callback(
        SafeSslContextHandle context, delegate* unmanaged[Cdecl]<nint, nint, int> callback, nint argument);

    [LibraryImport(Name)]
    internal static partial void SSL_CTX_set_verify(SafeSslContextHandle context, int mode, nint callback);

    [LibraryImport(Name)]
    internal static partial int SSL_CTX_set_default_verify_paths(SafeSslContextHandle context);

    [LibraryImport(Name)]
    internal static partial nint SSL_CTX_get_cert_store(SafeSslContextHandle context);

    [LibraryImport(Name)]
    internal static partial SafeSslHandle SSL_new(SafeSslContextHandle context);

    [LibraryImport(Name)]
    internal static partial void SSL_free(nint ssl);

    [LibraryImport(Name)]
    internal static partial nint SSL_get_SSL_CTX(nint ssl);

    [LibraryImport(Name)]
    internal static partial nint SSL_set_SSL_CTX(nint ssl, SafeSslContextHandle context);

    [LibraryImport(Name)]
    internal static partial void SSL_set_bio(nint ssl, nint read, nint write);

    [LibraryImport(Name)]
    internal static partial void SSL_set_accept_state(nint ssl);

    [LibraryImport(Name)]
    internal static partial void SSL_set_connect_state(nint ssl);

    [LibraryImport(Name)]
    internal static partial int SSL_do_handshake(nint ssl);

    [LibraryImport(Name)]
    internal static partial int SSL_read(nint ssl, byte* buffer, int length);

    [LibraryImport(Name)]
    internal static partial int SSL_write(nint ssl, byte* buffer, int length);

    [LibraryImport(Name)]
    internal static partial int SSL_shutdown(nint ssl);

    [LibraryImport(Name)]
    internal static partial void SSL_set_shutdown(nint ssl, int mode);

    [LibraryImport(Name)]
    internal static partial int SSL_key_update(nint ssl, int type);

    [LibraryImport(Name)]
    internal static partial int SSL_get_error(nint ssl, int result);

    [LibraryImport(Name)]
    [SuppressGCTransition]
    internal static partial int SSL_pending(nint ssl);

    [LibraryImport(Name)]
    internal static partial int SSL_version(nint ssl);

    [LibraryImport(Name)]
    internal static partial nint SSL_get_version(nint ssl);

    [LibraryImport(Name)]
    internal static partial nint SSL_get_current_cipher(nint ssl);

    [LibraryImport(Name)]
    internal static partial nint SSL_CIPHER_standard_name(nint cipher);

    [LibraryImport(Name)]
    internal static partial void SSL_get0_alpn_selected(nint ssl, out byte* name, out uint length);

    [LibraryImport(Name)]
    internal static partial nint SSL_get_servername(nint ssl, int type);

    [LibraryImport(Name)]
    internal static partial int SSL_session_reused(nint ssl);

    [LibraryImport(Name)]
    internal static partial nint SSL_get_verify_result(nint ssl);

    [LibraryImport(Name)]
    internal static partial int SSL_set_session(nint ssl, SafeSslSessionHandle session);

    [LibraryImport(Name)]
    internal static partial void SSL_SESSION_free(nint session);

    [LibraryImport(Name)]
    internal static partial nint SSL_get0_param(nint ssl);

    [LibraryImport(Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int SSL_set1_host(nint ssl, string name);

    [LibraryImport(Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint SSL_ctrl(nint ssl, int command, nint number, string text);
}
