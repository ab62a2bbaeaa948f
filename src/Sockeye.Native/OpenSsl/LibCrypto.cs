using System.Runtime.InteropServices;

namespace Sockeye.Native.OpenSsl;

/// <summary>The part of libcrypto 3 that is used. Names are the library's own; its manual pages describe them.</summary>
internal static unsafe partial class LibCrypto
{
    internal const string Name = "sockeye-libcrypto";

    [LibraryImport(Name)]
    internal static partial int OPENSSL_init_crypto(ulong options, nint settings);

    [LibraryImport(Name)]
    internal static partial nint OpenSSL_version(int type);

    [LibraryImport(Name)]
    [SuppressGCTransition]
    internal static partial void ERR_clear_error();

    [LibraryImport(Name)]
    internal static partial nuint ERR_get_error();

    [LibraryImport(Name)]
    internal static partial nint ERR_reason_error_string(nuint error);

    [LibraryImport(Name)]
    internal static partial int CRYPTO_get_ex_new_index(
        int classIndex,
        nint argl,
        nint argp,
        nint newFunction,
        nint duplicateFunction,
        delegate* unmanaged[Cdecl]<nint, nint, nint, int, nint, nint, void> freeFunction);

    [LibraryImport(Name)]
    internal static partial int BIO_get_new_index();

    [LibraryImport(Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint BIO_meth_new(int type, string name);

    [LibraryImport(Name)]
    internal static partial int BIO_meth_set_read(nint method, delegate* unmanaged[Cdecl]<nint, byte*, int, int> read);

    [LibraryImport(Name)]
    internal static partial int BIO_meth_set_write(nint method, delegate* unmanaged[Cdecl]<nint, byte*, int, int> write);

    [LibraryImport(Name)]
    internal static partial int BIO_meth_set_ctrl(nint method, delegate* unmanaged[Cdecl]<nint, int, nint, nint, nint> ctrl);

    [LibraryImport(Name)]
    internal static partial nint BIO_new(nint method);

    [LibraryImport(Name)]
    [SuppressGCTransition]
    internal static partial void BIO_set_data(nint bio, nint data);

    [LibraryImport(Name)]
    [SuppressGCTransition]
    internal static partial nint BIO_get_data(nint bio);

    [LibraryImport(Name)]
    [SuppressGCTransition]
    internal static partial void BIO_set_flags(nint bio, int flags);

    [LibraryImport(Name)]
    [SuppressGCTransition]
    internal static partial void BIO_clear_flags(nint bio, int flags);

    [LibraryImport(Name)]
    internal static partial SafeX509Handle d2i_X509(nint reuse, ref byte* der, nint length);

    [LibraryImport(Name)]
    internal static partial void X509_free(nint certificate);

    [LibraryImport(Name)]
    internal static partial nint X509_get_X509_PUBKEY(nint certificate);

    [LibraryImport(Name)]
    internal static partial int i2d_X509_PUBKEY(nint publicKey, byte** der);

    [LibraryImport(Name)]
    internal static partial SafeEvpKeyHandle d2i_AutoPrivateKey(nint reuse, ref byte* der, nint length);

    [LibraryImport(Name)]
    internal static partial void EVP_PKEY_free(nint key);

    [LibraryImport(Name)]
    internal static partial int X509_STORE_add_cert(nint store, SafeX509Handle certificate);

    [LibraryImport(Name)]
    internal static partial int X509_STORE_set_flags(nint store, nuint flags);

    [LibraryImport(Name)]
    internal static partial nint X509_STORE_CTX_get0_cert(nint context);

    [LibraryImport(Name)]
    internal static partial void X509_STORE_CTX_set_error(nint context, int error);

    [LibraryImport(Name)]
    internal static partial nint X509_verify_cert_error_string(nint error);

    [LibraryImport(Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int X509_VERIFY_PARAM_set1_ip_asc(nint parameters, string address);

    [LibraryImport(Name)]
    internal static partial nint EVP_aes_256_cbc();

    [LibraryImport(Name)]
    internal static partial int EVP_EncryptInit_ex2(nint context, nint cipher, byte* key, byte* iv, nint parameters);

    [LibraryImport(Name)]
    internal static partial int EVP_DecryptInit_ex2(nint context, nint cipher, byte* key, byte* iv, nint parameters);

    [LibraryImport(Name)]
    internal static partial int EVP_MAC_CTX_set_params(nint context, OsslParam* parameters);
}
