# Completes keydex in fish.
function __keydex_at
    set -l words (commandline -opc)
    contains -- -- $words; and return 1
    set -l command ''
    set -l skips 0
    for word in $words[2..-1]
        if test $skips = 1
            set skips 0
            continue
        end
        switch $word
            case @valued@
                set skips 1
            case '-*'
            case '*'
                set command $word
                break
        end
    end
    test (count $argv) = 0; or test "$command" = "$argv[1]"
end
function __keydex_about
    set -l words (commandline -opc)
    set -l at (contains -i -- -- $words); or return
    set -l rest
    test $at -lt (count $words); and set rest (string escape -- $words[(math $at + 1)..-1])
    complete -C (string join ' ' -- $rest (commandline -ct))
end
complete -c keydex -f
complete -c keydex -n 'not __keydex_at' -a '(__keydex_about)'
