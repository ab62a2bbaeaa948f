using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static Sockeye.Native.OpenSsl.SslConstants;

namespace Sockeye.Native.OpenSsl;

/// <summary>
/// What the library's callbacks find behind an SSL_CTX. It lives exactly as long as the context that owns it, and an
/// SSL keeps its context alive: a callback never finds it gone.
/// </summary>
internal abstract unsafe class ContextState
{
    // Two slots of one pointer: the owner's is freed with the context, the other is only looked at.
    private static readonly int OwnerIndex = NewIndex(&Release);
    private static readonly int LookupIndex = NewIndex(null);

    /// <summary>Hands this state to <paramref name="owner"/> and gives the pointer that callbacks take as their argument.</summary>
    internal nint AttachTo(SafeSslContextHandle owner)
    {
        var pointer = GCHandle.ToIntPtr(GCHandle.Alloc(this));
        if (LibSsl.SSL_CTX_set_ex_data(owner, OwnerIndex, pointer) != 1)
        {
            GCHandle.FromIntPtr(pointer).Free();
            throw new OpenSslException($"context: {ErrorQueue.TakeReason()}");
        }

        Share(owner, pointer);
        return pointer;
    }

    /// <summary>Lets the callbacks of <paramref name="context"/> find the state too.</summary>
    internal static void Share(SafeSslContextHandle context, nint pointer)
    {
        if (LibSsl.SSL_CTX_set_ex_data(context, LookupIndex, pointer) != 1)
        {
            throw new OpenSslException($"context: {ErrorQueue.TakeReason()}");
        }
    }

    internal static ContextState? Of(nint ssl) =>
        At(LibSsl.SSL_CTX_get_ex_data(LibSsl.SSL_get_SSL_CTX(ssl), LookupIndex));

    internal static ContextState? At(nint pointer) =>
        pointer == 0 ? null : GCHandle.FromIntPtr(pointer).Target as ContextState;

    /// <summary>The owning context is gone.</summary>
    protected abstract void OnReleased();

    private static int NewIndex(delegate* unmanaged[Cdecl]<nint, nint, nint, int, nint, nint, void> free)
    {
        var index = LibCrypto.CRYPTO_get_ex_new_index(CRYPTO_EX_INDEX_SSL_CTX, 0, 0, 0, 0, free);
        return index >= 0 ? index : throw new OpenSslException($"ex_data: {ErrorQueue.TakeReason()}");
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Release(nint parent, nint pointer, nint data, int index, nint argl, nint argp)
    {
        if (pointer == 0) return;
        var handle = GCHandle.FromIntPtr(pointer);
        var state = handle.Target as ContextState;
        handle.Free();
        try
        {
            state?.OnReleased();
        }
        catch (Exception)
        {
            // An exception must not cross into the library; what is left is the finalizers' business.
        }
    }
}
