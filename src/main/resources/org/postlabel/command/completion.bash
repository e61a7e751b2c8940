# Completion of ./pipeline in bash: source this file, for example in ~/.bashrc.

_postlabel_options() {
  case $1 in
@OPTIONS@
  esac
}

_postlabel_values() {
  case "$1 $2" in
@VALUES@
  esac
}

# The names of the configurations that lie beside the launcher, which is the first word typed.
_postlabel_configs() {
  local home file
  home=$(dirname "$(readlink -f "$(type -P -- "$1")")")
  for file in "$home"/runner-configs/*.conf; do
    [ -f "$file" ] && basename "$file" .conf
  done
}

_postlabel_words() {
  case $2 in
    run | plan | config) compgen -W "$(_postlabel_configs "$1")" -- "$3"; compgen -f -- "$3" ;;
    import | export | evaluate) compgen -f -- "$3" ;;
    help) compgen -W "@COMMANDS@" -- "$3" ;;
    bench) compgen -W "quota tokens latency ceiling size" -- "$3" ;;
    completion) compgen -W "bash" -- "$3" ;;
  esac
}

_postlabel() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} option=
  # "=" breaks words, so --option=value comes as three of them.
  if [ "$word" = "=" ]; then
    option=$before word=
  elif [ "$before" = "=" ]; then
    option=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  if [[ $option == --*File || $option == --*[Mm]ap || $option =~ ^--(output|report|crosswalk|codebook)$ ]]; then
    mapfile -t COMPREPLY < <(compgen -f -- "$word")
    compopt -o filenames 2>/dev/null
  elif [ -n "$option" ]; then
    mapfile -t COMPREPLY < <(compgen -W "$(_postlabel_values "${COMP_WORDS[1]}" "$option")" -- "$word")
  elif [ "$COMP_CWORD" -eq 1 ]; then
    mapfile -t COMPREPLY < <(compgen -W "@COMMANDS@" -- "$word")
  elif [[ $word == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$(_postlabel_options "${COMP_WORDS[1]}")" -- "$word")
    [[ ${COMPREPLY[0]-} == *= ]] && compopt -o nospace 2>/dev/null
  else
    mapfile -t COMPREPLY < <(_postlabel_words "${COMP_WORDS[0]}" "${COMP_WORDS[1]}" "$word")
    compopt -o filenames 2>/dev/null
  fi
  return 0
}

complete -F _postlabel pipeline ./pipeline
