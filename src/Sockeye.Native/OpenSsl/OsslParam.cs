using System.Runtime.InteropServices;

namespace Sockeye.Native.OpenSsl;

/// <summary>OSSL_PARAM of openssl/core.h; an array of them ends with one whose key is null.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct OsslParam(byte* key, uint dataType, void* data, int dataSizeBytes)
{
    internal const uint Utf8String = 4;
    internal const uint OctetString = 5;

    private readonly byte* _key = key;
    private readonly uint _dataType = dataType;
    private readonly void* _data = data;
    private readonly nuint _dataSize = (nuint)dataSizeBytes;
    private readonly nuint _returnSize = nuint.MaxValue;
}
